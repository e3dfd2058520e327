"""The part of written Python code that reads recordings, as the training's were: from files to prepared samples.

Only in scripts of a network that was trained on recordings in files of their own. What the program does in ``nnstudio.data.recordings.signals``,
``riff`` and ``signal_text`` is spelled here with NumPy alone.
"""

from __future__ import annotations

from nnstudio.data.preparing.sample_parts import signal_shape
from nnstudio.data.recordings.signal_names import ARRAY, ENDINGS, RECORDINGS, SOUND
from nnstudio.export.artifact import Artifact
from nnstudio.export.code import named_files

_RECORDING = '''\
def recording(path):
    """A recording as those of the training were read: (length, channels)."""
    data, ending = path.read_bytes(), path.suffix.lower()
    length, channels = SIGNAL_SHAPE
    if ending == ".wav":
        rate, values = sound(data)
        if RATE and rate != RATE:
            values = resampled(values, max(1, round(len(values) * RATE / rate)))
        if channels == 1 and values.shape[1] > 1:
            values = values.mean(axis=1, keepdims=True)
    else:
        values = array(data) if ending == ".npy" else numbers(data)
        first = np.diff(values[:, 0])  # a time or a wavelength is no channel
        counts = len(first) > 1 and ((first > 0).all() or (first < 0).all())
        values = values[:, int(values.shape[1] == channels + 1 and counts) :].astype(np.float32)
    if values.shape[1] != channels:
        raise ValueError(f"it has {values.shape[1]} channels, not {channels}")
    if not len(values) or not np.isfinite(values).all():
        raise ValueError("it holds values that are no finite numbers")
    return fitted(values, length)


def array(data):
    """An array of NumPy, (length, columns); with few rows and more columns its channels come first."""
    values = np.load(io.BytesIO(data), allow_pickle=False)
    if values.ndim not in (1, 2) or values.dtype.kind not in "fiub":
        raise ValueError("(length) or (length, channels) is read")
    values = values[:, None] if values.ndim == 1 else values
    return (values.T if values.shape[0] <= 8 < values.shape[1] else values).astype(np.float64)


def resampled(values, length):
    """Another number of samples along the same time: means where there are fewer, else along straight lines."""
    n = len(values)
    if n == length:
        return values
    out = np.empty((length, values.shape[1]), np.float32)
    edges = np.arange(length + 1) * (n / length)
    for channel, column in enumerate(values.T):
        if length < n:
            sums = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
            out[:, channel] = np.diff(np.interp(edges, np.arange(n + 1), sums)) * (length / n)
        else:
            out[:, channel] = np.interp((edges[:-1] + edges[1:]) / 2 - 0.5, np.arange(n), column)
    return out
'''

_CUT = '''\
def fitted(values, length):
    """CUT."""
    n = len(values)
    away = AWAY
    if n >= length:
        return values[away : away + length]
    out = np.zeros((length, values.shape[1]), np.float32)
    out[away : away + n] = values
    return out
'''

_FITTED = {
    "middle": _CUT.replace("CUT", "The middle of a longer one; zeros at both ends of a shorter one").replace(
        "AWAY", "abs(length - n) // 2"
    ),
    "start": _CUT.replace("CUT", "The beginning of a longer one; zeros at the end of a shorter one")
    .replace("    away = AWAY\n", "")
    .replace("away : away + length", ":length")
    .replace("away : away + n", ":n"),
    "stretch": '''\
def fitted(values, length):
    """Stretched or squeezed to the length."""
    return resampled(values, length)
''',
}

_SOUND = '''\
def sound(data):
    """Samples per second, and samples from -1 to 1, (length, channels), of a WAV file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("it is no WAV file")
    at, form = 12, None
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8
        if name == b"data" and form is not None:
            break
        if size > len(data) - at:
            raise ValueError("it is damaged")
        if name == b"fmt " and size >= 16:
            form = data[at : at + size]
        at += size + size % 2
    else:
        raise ValueError("it has no samples")
    code, channels, rate, _, block, _ = struct.unpack("<HHIIHH", form[:16])
    if code == 0xFFFE and len(form) >= 40:
        code = int.from_bytes(form[24:26], "little")
    width = block // channels if channels else 0
    if width * channels != block or (code, width) not in ((1, 1), (1, 2), (1, 3), (1, 4), (3, 4), (3, 8)) or not rate:
        raise ValueError("its sound is packed in a way that is not read here; save it as PCM")
    size = len(data) - at if size == 0xFFFFFFFF else size
    if size > len(data) - at:
        raise ValueError("it is cut off")
    data = data[at : at + size // block * block]
    if code == 3:
        values = np.frombuffer(data, f"<f{width}").astype(np.float32)
    elif width == 1:
        values = (np.frombuffer(data, np.uint8).astype(np.float32) - np.float32(128)) / np.float32(128)
    elif width == 3:
        upper = np.zeros((len(data) // 3, 4), np.uint8)
        upper[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        values = upper.view("<i4")[:, 0].astype(np.float32) / np.float32(1 << 31)
    else:
        values = np.frombuffer(data, f"<i{width}").astype(np.float32) / np.float32(1 << 8 * width - 1)
    return rate, values.reshape(-1, channels)
'''

_NUMBERS = '''\
NUMBER = re.compile(r"[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")


def cells(line, separator):
    """The cells of a line."""
    return line.split() if separator == " " else line.removesuffix(separator).split(separator)


def beginning(lines):
    """In which line the numbers begin, what parts them, and whether their decimals have commas."""
    for at, line in enumerate(lines[:501]):
        for separator in ("\\t", ";", "|", ",", " "):
            if separator not in line and separator != " ":
                continue
            comma = separator != "," and "," in line and "." not in line
            parts = [part.replace(",", ".") if comma else part for part in cells(line, separator)]
            if not all(NUMBER.fullmatch(part.strip().strip('"')) for part in parts):
                continue
            pairs = separator == "," and len(parts) == 2 and not any("." in each for each in lines[at:])
            if pairs and any(re.fullmatch("[+-]?[0-9]+,0[0-9]+", each) for each in lines[at:]):
                return at, " ", True
            following = lines[at + 1] if at + 1 < len(lines) else line
            if len(cells(following, separator)) == len(parts):
                return at, separator, comma or (separator != "," and "." not in "".join(lines[at : at + 50]))
    raise ValueError("it holds no rows of numbers")


def numbers(data):
    """The rows of numbers of a text, (length, columns), behind whatever tells about them."""
    wide = data[:2] in (b"\\xff\\xfe", b"\\xfe\\xff")
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\\N{MINUS SIGN}", "-")
    lines = [line.strip(" ") for line in text.replace("\\r\\n", "\\n").replace("\\r", "\\n").split("\\n")]
    lines = [line for line in lines if line.strip() and not line.startswith(("#", "%", "//"))]
    at, separator, comma = beginning(lines)
    rows = []
    for line in lines[at:]:
        row = cells((line.replace(",", ".") if comma else line).replace('"', ""), separator)
        rows.append([float(part) for part in row])
        if len(row) != len(rows[0]):
            raise ValueError(f"a line has {len(row)} columns, and those before it {len(rows[0])}")
    return np.array(rows)
'''

_SPECTROGRAM = '''\
@functools.lru_cache
def filters():
    """What each band takes of each frequency of a transform: triangles that overlap by half, as wide as the ear hears if MEL."""
    top = RATE / 2 if MEL else 1.0
    edges = np.linspace(0, 2595 * np.log10(1 + top / 700) if MEL else top, SAMPLE_SHAPE[0] + 2)
    if MEL:
        edges = 700 * (10 ** (edges / 2595) - 1)
    borders = (np.arange(WINDOW // 2 + 2) - 0.5) * (2 * top / WINDOW)
    rows = np.empty((SAMPLE_SHAPE[0], WINDOW // 2 + 1))
    for row, low, middle, high in zip(rows, edges, edges[1:], edges[2:]):
        rising, falling = (borders - low) / (middle - low), (high - borders) / (high - middle)
        row[:] = np.diff((middle - low) * rising.clip(0, 1) ** 2 + (high - middle) * (1 - falling.clip(0, 1) ** 2))
    return rows / rows.sum(axis=1, keepdims=True)


def spectrogram(values):
    """The mean power of each band at each moment in decibels, high bands above: (bands, moments, channels)."""
    shape = np.hanning(WINDOW + 1)[:-1]
    shape *= 2 / shape.sum()
    power = np.empty(SAMPLE_SHAPE)
    for channel, column in enumerate(values.T):
        seen = np.lib.stride_tricks.sliding_window_view(column, WINDOW)[:: WINDOW // 2]
        power[::-1, :, channel] = filters() @ np.square(np.abs(np.fft.rfft(seen * shape, axis=1))).T
    return (10 * np.log10(np.maximum(power, 1e-8 * (power.max() or 1.0)))).astype(np.float32)
'''

_RECORDINGS = '''\
def recordings(paths):
    """A heading, what recordings are called, and the samples that predict takes; damaged ones are left out."""
    heading, names, place = found(paths)
    good, samples = [], []
    for i, name in enumerate(names):
        try:
            samples.append(SEEN)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            print(f"{name[:150]} is left out: {why[:200]}", file=sys.stderr)
        else:
            good.append(name)
    if not samples:
        raise ValueError("there is no recording that can be read")
    return heading, good, scaled(np.stack(samples))
'''

MODULES = (*named_files.MODULES, "io", "re", "struct")
"""What this imports beside what reads tables."""

ABOUT = "the recordings, or those of the table, named on the command line"
USAGE = ("len(sys.argv) < 2", "list.csv | recording.wav folder ...")
READ = "heading, names, x = recordings(sys.argv[1:])"
BESIDE = """\
    headings, table = [heading, *headings], [[name, *row] for name, row in zip(names, table)]
"""


def takes_recordings(artifact: Artifact) -> bool:
    """Whether the network was trained on recordings in files, so that a script can take such."""
    preprocessor = artifact.preprocessor
    heard = artifact.data is not None and artifact.data.other_lengths is not None
    return heard and preprocessor is not None and bool(signal_shape(preprocessor))


def recording_code(artifact: Artifact) -> list[str]:
    """The functions from files to prepared samples."""
    assert artifact.data is not None
    assert artifact.preprocessor is not None
    source, other_lengths = artifact.data.source, artifact.data.other_lengths
    assert other_lengths is not None
    known = {"RATE": artifact.preprocessor.rate, "ENDINGS": ENDINGS, "NO_LIST": (SOUND, ARRAY)}
    known["SIGNAL_SHAPE"] = signal_shape(artifact.preprocessor)
    seen, pictures = "recording(place(i))", []
    if (made := artifact.preprocessor.spectrogram) is not None:
        known |= {"WINDOW": made.window, "MEL": made.seen_as == "mel"}
        seen, pictures = f"spectrogram({seen})", [_SPECTROGRAM]
    signs = "".join(f"{name} = {value!a}\n" for name, value in known.items())
    found = named_files.found_files(source, RECORDINGS)
    together = _RECORDINGS.replace("SEEN", seen)
    return [signs, _RECORDING, _FITTED[other_lengths], _SOUND, _NUMBERS, *pictures, *found, together]
