"""python -m unittest test_learn; needs requirements.txt and nothing downloaded."""

import tempfile
import unittest
from pathlib import Path

import torch

import learn


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


if __name__ == "__main__":
    unittest.main()
