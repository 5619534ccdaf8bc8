"""python -m unittest test_learn; needs requirements.txt and nothing downloaded."""

import tempfile
import unittest
from pathlib import Path

import torch

import kfold
import learn
from crema_d import Clip


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

    def test_nobody_is_measured_who_was_learnt_from_and_everybody_once(self):
        measured = []
        for fold in kfold.folds(self.clips, 5):
            learnt = {clip.actor for clip in fold.learnt}
            out = {clip.actor for clips in fold.measured.values() for clip in clips}
            self.assertFalse(learnt & out)
            measured += out
        self.assertEqual(sorted(measured), sorted({clip.actor for clip in self.clips}))

    def test_a_sentence_that_is_called_new_was_not_learnt_from(self):
        for fold in kfold.folds(self.clips, 5):
            learnt = {clip.sentence for clip in fold.learnt}
            self.assertFalse(learnt & {clip.sentence for clip in fold.measured[kfold.BOTH]})
            self.assertLessEqual({clip.sentence for clip in fold.measured[kfold.SPEAKERS]}, learnt)


if __name__ == "__main__":
    unittest.main()
