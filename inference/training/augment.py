"""What happens to a voice before it is heard: room, noise, handset, level, line, loss. On a batch [b, samples]."""

import torch

import audio

_MU = 255.0
_A = 87.6


def degrade(x: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Every example gets its own share of each; about a third stays as good as clean."""
    x = _room(x, random)
    x = _noise(x, random)
    x = _handset(x, random)
    x = _gain(x, random)
    x = _line(x, random)
    return _loss(x, random)


def _uniform(x: torch.Tensor, low: float, high: float, random: torch.Generator) -> torch.Tensor:
    """One number an example, [b, 1]."""
    return torch.rand(len(x), 1, generator=random) * (high - low) + low


def _some(x: torch.Tensor, share: float, random: torch.Generator) -> torch.Tensor:
    return torch.rand(len(x), 1, generator=random) < share


def _rms(x: torch.Tensor) -> torch.Tensor:
    return x.square().mean(1, keepdim=True).sqrt()


def _room(x, random):
    """A direct path and an exponentially decaying noise behind it (Polack 1988), RT60 0.1 to 0.6 s."""
    n = audio.RATE // 2
    t = torch.arange(n) / audio.RATE
    tail = torch.randn(len(x), n, generator=random) * torch.exp(-6.9 * t / _uniform(x, 0.1, 0.6, random))
    tail = tail * (t > 0.002)
    tail = tail / tail.square().sum(1, keepdim=True).sqrt() * 10 ** (_uniform(x, -15, 0, random) / 20)
    tail[:, 0] += 1
    wet = torch.fft.irfft(torch.fft.rfft(x, x.shape[1] + n) * torch.fft.rfft(tail, x.shape[1] + n), x.shape[1] + n)
    wet = wet[:, : x.shape[1]]
    wet = wet * (_rms(x) / (_rms(wet) + 1e-9))
    return torch.where(_some(x, 0.25, random), wet, x)


def _noise(x, random):
    """White to brown noise, 5 to 50 dB below the voice."""
    white = torch.fft.rfft(torch.randn(x.shape, generator=random))
    bins = torch.arange(1, white.shape[1] + 1).float()
    noise = torch.fft.irfft(white * bins ** -_uniform(x, 0, 1, random), x.shape[1])
    noise = noise * (_rms(x) / (_rms(noise) + 1e-9)) * 10 ** (-_uniform(x, 5, 50, random) / 20)
    return torch.where(_some(x, 0.6, random), x + noise, x)


def _handset(x, random):
    """A smooth curve of up to 6 dB up or down over the band."""
    spectrum = torch.fft.rfft(x)
    points = torch.rand(len(x), 1, 8, generator=random) * 12 - 6
    curve = torch.nn.functional.interpolate(points, spectrum.shape[1], mode="linear", align_corners=True).squeeze(1)
    shaped = torch.fft.irfft(spectrum * 10 ** (curve / 20), x.shape[1])
    return torch.where(_some(x, 0.4, random), shaped, x)


def _gain(x, random):
    """-20 to +10 dB; what no longer fits is clipped."""
    return (x * 10 ** (_uniform(x, -20, 10, random) / 20)).clamp(-1, 1)


def _line(x, random):
    """Clean, 8 kHz with mu-law or A-law, or the old network's 300 to 3400 Hz as well."""
    n = x.shape[1] // 2 * 2
    spectrum = torch.fft.rfft(x[:, :n])
    half = n // 4 + 1
    narrow = spectrum[:, :half].clone()
    hertz = torch.arange(half) * audio.RATE / n
    # Fourth-order Butterworth at both ends, as in audio.over_phone, without its phase.
    low, high = _uniform(x, 200, 350, random), _uniform(x, 3200, 3700, random)
    band = 1 / (1 + (low / (hertz + 1e-3)) ** 8).sqrt() / (1 + (hertz / high) ** 8).sqrt()
    narrow = torch.where(_some(x, 0.6, random), narrow * band, narrow)
    at_8k = (torch.fft.irfft(narrow, n // 2) / 2).clamp(-1, 1)
    coded = torch.where(_some(x, 0.5, random), _mu_law(at_8k), _a_law(at_8k))
    wide = torch.fft.irfft(torch.fft.rfft(coded), n) * 2
    wide = torch.nn.functional.pad(wide, (0, x.shape[1] - n))
    return torch.where(_some(x, 0.65, random), wide, x)


def _mu_law(x):
    """ITU-T G.711 by its continuous curve, 256 steps."""
    squeezed = torch.sign(x) * torch.log1p(_MU * x.abs()) / torch.log1p(torch.tensor(_MU))
    squeezed = torch.round(squeezed * 127.5) / 127.5
    return torch.sign(squeezed) * torch.expm1(squeezed.abs() * torch.log1p(torch.tensor(_MU))) / _MU


def _a_law(x):
    whole = 1 + torch.log(torch.tensor(_A))
    size = x.abs()
    squeezed = torch.where(size < 1 / _A, _A * size, 1 + torch.log((_A * size).clamp_min(1e-9))) / whole
    squeezed = (torch.floor(squeezed * 128) + 0.5).clamp(max=127.5) / 128 * whole
    return torch.sign(x) * torch.where(squeezed < 1, squeezed / _A, torch.exp(squeezed - 1) / _A)


def _loss(x, random):
    """Packets of 20 ms that never came, up to a tenth of them, alone or in bursts; they stand as zeros."""
    packet = audio.RATE // 50
    count = -(-x.shape[1] // packet)
    lost = torch.rand(len(x), count, generator=random) < _uniform(x, 0, 0.1, random)
    burst = torch.nn.functional.max_pool1d(lost.float().unsqueeze(1), 3, 1, 1).squeeze(1) > 0
    lost = torch.where(_some(x, 0.3, random), burst, lost) & _some(x, 0.15, random)
    keep = (~lost).repeat_interleave(packet, 1)[:, : x.shape[1]]
    return x * keep
