"""python -m unittest test_learn; needs requirements.txt and nothing downloaded."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import calibration
import heads
import heldout
import learn
import unfamiliar
from crema_d import Clip
from natural import Recording


class GoesOn(unittest.TestCase):
    def test_after_a_stop_the_next_random_numbers_are_those_that_would_have_come(self):
        torch.manual_seed(1)
        torch.rand(5)
        with tempfile.TemporaryDirectory() as folder:
            state = Path(folder, "work", "state.pt")
            learn._keep(state, {"epoch": 1, **learn._random(torch.device("cpu"))})
            expected = torch.rand(5)

            torch.manual_seed(1)
            learn._go_on_at_random(torch.load(state, weights_only=True))

        self.assertTrue(torch.equal(torch.rand(5), expected))

    def test_a_state_without_them_goes_on_all_the_same(self):
        learn._go_on_at_random({"epoch": 1})


class Mean(unittest.TestCase):
    def test_lies_between_the_networks_and_leaves_them_as_they_were(self):
        one, other = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
        before = one.weight.detach().clone()

        middle = learn.mean([one, other])

        torch.testing.assert_close(middle.weight, (one.weight + other.weight) / 2)
        self.assertTrue(torch.equal(one.weight, before))


class Folds(unittest.TestCase):
    clips = [Clip(f"{actor}_{sentence}_ANG_XX", Path()) for actor in range(1001, 1012) for sentence in "ABCDEFG"]
    german = [Clip(f"emodb{speaker}_a01_ANG_a", Path()) for speaker in range(10, 20)]
    talk = {
        Recording(source, f"{i}.wav", "en", 8000, "learn", "MIT", "", ""): np.zeros(1000 * length)
        for length, source in enumerate("abcdef", 1)
        for i in range(2)
    }

    def folds(self):
        return list(heldout.folds(self.clips, self.german, self.talk, 5))

    def test_nobody_is_measured_who_was_learnt_from_and_everybody_once(self):
        measured = []
        for fold in self.folds():
            learnt = {clip.actor for clip in fold.learnt}
            out = {clip.actor for clips in fold.measured.values() for clip in clips}
            self.assertFalse(learnt & out)
            measured += out
        self.assertEqual(sorted(measured), sorted({clip.actor for clip in self.clips + self.german}))

    def test_a_sentence_that_is_called_new_was_not_learnt_from(self):
        for fold in self.folds():
            learnt = {clip.sentence for clip in fold.learnt}
            self.assertFalse(learnt & {clip.sentence for clip in fold.measured[heldout.BOTH]})
            self.assertLessEqual({clip.sentence for clip in fold.measured[heldout.SPEAKERS]}, learnt)

    def test_a_source_of_natural_speech_is_learnt_from_or_measured_on_as_a_whole_and_each_is_measured_once(self):
        measured = []
        for fold in self.folds():
            out = {recording.source for recording in fold.natural}
            self.assertFalse(out & {recording.source for recording in fold.talk})
            measured += out
        self.assertEqual(sorted(measured), list("abcdef"))


class Calibration(unittest.TestCase):
    def test_finds_by_how_much_neutral_was_raised_and_the_logits_stretched(self):
        random = np.random.default_rng(2)
        labels, right = ["angry", "neutral", "sad"], np.repeat([0, 1, 2], 2000)
        x = random.normal(size=(len(right), 3)) + 2 * np.eye(3)[right]
        stretched = 2 * np.log(calibration.softmax(2 * x)) + [0, 1.5, 0]

        heat, offset = calibration.temperature_and_offset([(stretched, np.array(labels)[right])], labels)

        self.assertAlmostEqual(heat, 2, delta=0.1)
        self.assertAlmostEqual(offset, -1.5, delta=0.15)


class Refit(unittest.TestCase):
    def test_learns_what_the_layer_did_not_know_and_leaves_the_layer_as_it_was(self):
        layer = torch.nn.Linear(2, 2)
        torch.nn.init.zeros_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
        embedding = np.array([[1, 0], [0, 1], [1, 0.1], [0.1, 1]], np.float32)

        made = heads.refit(layer, embedding, np.array([[1, 0], [0, 1], [1, 0], [0, 1]], np.float32))

        heard = made(torch.tensor(embedding)).argmax(1)
        self.assertEqual(heard.tolist(), [0, 1, 0, 1])
        self.assertFalse(layer.weight.any())

    def test_the_stronger_it_is_held_the_less_it_moves(self):
        torch.manual_seed(3)
        layer = torch.nn.Linear(2, 2)
        embedding, target = np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32)

        moved = [(heads.refit(layer, embedding, target, pull).weight - layer.weight).norm() for pull in (0.01, 1, 100)]

        self.assertGreater(moved[0], moved[1])
        self.assertGreater(moved[1], moved[2])


class Unfamiliar(unittest.TestCase):
    def test_what_is_far_from_all_that_was_learnt_is_doubted_and_what_is_near_is_not(self):
        random = np.random.default_rng(1)
        classes = np.repeat(["angry", "neutral"], 200)
        centre = np.where(classes == "angry", 3.0, -3.0)[:, None] * np.ones(4)
        learnt, unseen = centre + random.normal(size=(400, 4)), centre + random.normal(size=(400, 4))

        familiar = unfamiliar.fit(learnt, classes, unseen, kept=4)

        self.assertGreater(familiar.doubt(np.array([[3.0, -3, 3, -3]]))[0], 0.9)
        self.assertLess(familiar.doubt(np.array([[3.0, 3, 3, 3]]))[0], 0.1)
        self.assertAlmostEqual((familiar.doubt(unseen) >= 0.5).mean(), unfamiliar.BEYOND, delta=0.01)


if __name__ == "__main__":
    unittest.main()
