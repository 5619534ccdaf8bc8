"""How loud a window is made, and how much each step of time counts: shared by the network and the graph."""

TARGET_RMS = 0.05  # -26 dBFS
FLOOR_RMS = 0.001  # -60 dBFS: what is softer than this is not made as loud as speech
QUIET = 0.1  # a time step with this share of the window's mean power weighs one half

# Of the convolutions (kernels 127, 7, 3; strides 64, 3, 2): what one time step sees, and how far apart they begin.
STEP_SEES = 127 + 6 * 64 + 2 * 64 * 3
STEP = 64 * 3 * 2
