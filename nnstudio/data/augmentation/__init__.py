"""Augmentation: samples that are changed while a network learns, so that it sees more than there are.

One file for each kind; they are named here, one by one, because a frozen build finds only what is imported by name.
"""

from nnstudio.data.augmentation.brightness import Brightness
from nnstudio.data.augmentation.contrast import Contrast
from nnstudio.data.augmentation.crop import Crop
from nnstudio.data.augmentation.cut_out import CutOut
from nnstudio.data.augmentation.flip import Flip
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Augmentation
from nnstudio.data.augmentation.mix_up import MixUp
from nnstudio.data.augmentation.noise import Noise
from nnstudio.data.augmentation.rotate import Rotate
from nnstudio.data.augmentation.shift import Shift
from nnstudio.data.augmentation.zoom import Zoom

__all__ = [
    "AUGMENTATIONS",
    "Augmentation",
    "Brightness",
    "Contrast",
    "Crop",
    "CutOut",
    "Flip",
    "MixUp",
    "Noise",
    "Rotate",
    "Shift",
    "Zoom",
]
