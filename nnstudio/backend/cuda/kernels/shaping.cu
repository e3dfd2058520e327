// Values that are moved, merged or silenced.

// out[i] = source[rows[i]], over words of four bytes; where a place is given, of the rows from that one on.
KERNEL gather(const int* source, const wide* rows, const wide* place, int* out, wide n, wide width) {
  if (place) rows += place[0];
  EACH(i, n) {
    wide row = quotient(i, width);
    out[i] = source[rows[row] * width + (i - row * width)];
  }
}

KERNEL copy(const real* x, real* y, wide n) {
  EACH(i, n) y[i] = x[i];
}

// A matrix of so many rows and columns, columns first.
KERNEL transpose(const real* x, real* y, wide n, wide rows, wide columns) {
  EACH(i, n) {
    wide row = quotient(i, columns);
    y[(i - row * columns) * rows + row] = x[i];
  }
}

KERNEL add(const real* a, const real* b, real* y, wide n) {
  EACH(i, n) y[i] = a[i] + b[i];
}

KERNEL multiply(const real* a, const real* b, real* y, wide n) {
  EACH(i, n) y[i] = a[i] * b[i];
}

// A block of columns, width wide, from one matrix to another; each has a row length and a first column.
KERNEL copy_columns(
    const real* x, real* y, wide n, wide width, wide from_length, wide from_column, wide to_length, wide to_column) {
  EACH(i, n) {
    wide row = quotient(i, width), column = i - row * width;
    y[row * to_length + to_column + column] = x[row * from_length + from_column + column];
  }
}

// Pictures of size (height, width) put at (top, left) into larger ones, with zeros around.
KERNEL pad(
    const real* x, real* y, wide n, wide height, wide width, wide channels, wide out_height, wide out_width, wide top,
    wide left) {
  EACH(i, n) {
    wide pixel = quotient(i, channels), line = quotient(pixel, out_width), image = quotient(line, out_height);
    wide r = line - image * out_height - top, c = pixel - line * out_width - left;
    bool inside = r >= 0 && r < height && c >= 0 && c < width;
    y[i] = inside ? x[((image * height + r) * width + c) * channels + (i - pixel * channels)] : real(0);
  }
}

// The way back: the part of a larger picture that begins at (top, left).
KERNEL crop(
    const real* x, real* y, wide n, wide height, wide width, wide channels, wide in_height, wide in_width, wide top,
    wide left) {
  EACH(i, n) {
    wide pixel = quotient(i, channels), line = quotient(pixel, width), image = quotient(line, height);
    wide r = line - image * height + top, c = pixel - line * width + left;
    y[i] = x[((image * in_height + r) * in_width + c) * channels + (i - pixel * channels)];
  }
}

KERNEL enlarge(const real* x, real* y, wide n, wide width, wide channels, wide down, wide across) {
  wide out_width = width * across;
  EACH(i, n) {
    wide pixel = quotient(i, channels), line = quotient(pixel, out_width), c = pixel - line * out_width;
    y[i] = x[(quotient(line, down) * width + quotient(c, across)) * channels + (i - pixel * channels)];
  }
}

KERNEL enlarge_back(const real* dy, real* dx, wide n, wide width, wide channels, wide down, wide across) {
  wide out_width = width * across;
  EACH(i, n) {
    wide pixel = quotient(i, channels), line = quotient(pixel, width), c = pixel - line * width;
    real sum = 0;
    for (wide a = 0; a < down; a++)
      for (wide b = 0; b < across; b++)
        sum += dy[((line * down + a) * out_width + c * across + b) * channels + (i - pixel * channels)];
    dx[i] = sum;
  }
}

// Between which two pixels of a row that is made some times as long pixel i stands, and its share of the second.
struct Place {
  wide low, high;
  real part;
};

__device__ Place place_of(wide i, wide size, wide times) {
  wide at = 2 * i + 1 - times;
  if (at < 0) at = 0;
  wide low = quotient(at, 2 * times);
  return {low, low + 1 < size ? low + 1 : low, real(at - low * 2 * times) / real(2 * times)};
}

// How much of old pixel p there is in new pixel i.
__device__ real share_of(wide p, wide i, wide size, wide times) {
  Place place = place_of(i, size, times);
  return (place.low == p ? 1 - place.part : real(0)) + (place.high == p ? place.part : real(0));
}

KERNEL enlarge_between(
    const real* x, real* y, wide n, wide height, wide width, wide channels, wide down, wide across) {
  wide out_width = width * across, out_height = height * down;
  EACH(i, n) {
    wide pixel = quotient(i, channels), line = quotient(pixel, out_width), image = quotient(line, out_height);
    Place r = place_of(line - image * out_height, height, down), c = place_of(pixel - line * out_width, width, across);
    const real* from = x + (i - pixel * channels);
    wide upper = (image * height + r.low) * width, lower = (image * height + r.high) * width;
    y[i] = (1 - r.part) * ((1 - c.part) * from[(upper + c.low) * channels] + c.part * from[(upper + c.high) * channels]) +
           r.part * ((1 - c.part) * from[(lower + c.low) * channels] + c.part * from[(lower + c.high) * channels]);
  }
}

KERNEL enlarge_between_back(
    const real* dy, real* dx, wide n, wide height, wide width, wide channels, wide down, wide across) {
  wide out_width = width * across, out_height = height * down;
  EACH(i, n) {
    wide pixel = quotient(i, channels), line = quotient(pixel, width), image = quotient(line, height);
    wide r = line - image * height, c = pixel - line * width;
    wide top = (r - 1) * down + down / 2, left = (c - 1) * across + across / 2;
    wide bottom = top + 2 * down, right = left + 2 * across;
    if (top < 0) top = 0;
    if (left < 0) left = 0;
    if (bottom > out_height) bottom = out_height;
    if (right > out_width) right = out_width;
    real sum = 0;
    for (wide a = top; a < bottom; a++) {
      real row = 0;
      for (wide b = left; b < right; b++)
        row += share_of(c, b, width, across) *
               dy[((image * out_height + a) * out_width + b) * channels + (i - pixel * channels)];
      sum += share_of(r, a, height, down) * row;
    }
    dx[i] = sum;
  }
}

// Random numbers by hashing, the same as those of backend/noise.py.

__device__ unsigned mixed(unsigned h) {
  h ^= h >> 16;
  h *= 0x7FEB352Du;
  h ^= h >> 15;
  h *= 0x846CA68Bu;
  return h ^ h >> 16;
}

// y = x where the hash of a value's place is not below the threshold, times a scale; else 0. With pixels, a channel of a
// sample is one place.
KERNEL dropout(
    const real* x, real* y, const wide* step, wide n, wide seed, wide threshold, real scale, wide pixels,
    wide channels) {
  unsigned key = mixed(mixed((unsigned)seed) ^ (unsigned)step[0]);
  EACH(i, n) {
    wide place = i;
    if (pixels) place = quotient(i, pixels * channels) * channels + remainder_of(i, channels);
    y[i] = x[i] * (mixed((unsigned)place ^ key) >= (unsigned)threshold ? scale : real(0));
  }
}

// Box & Muller, of 24 bits of two hashes.
KERNEL gaussian_noise(const real* x, real* y, const wide* step, wide n, wide seed, real deviation) {
  unsigned key = mixed(mixed((unsigned)seed) ^ (unsigned)step[0]), second = mixed(key ^ 0x9E3779B9u);
  EACH(i, n) {
    real radius = real((mixed((unsigned)i ^ key) >> 8) + 1) * real(5.9604644775390625e-8);
    real angle = real(mixed((unsigned)i ^ second) >> 8) * real(5.9604644775390625e-8);
    y[i] = x[i] + deviation * sqrt(-2 * log(radius)) * cospi(2 * angle);
  }
}
