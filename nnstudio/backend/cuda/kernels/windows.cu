// What slides over pictures: pooling, and the columns of convolutions. Gradients are gathered by the pixel that gets them,
// so that no two threads write to one place.

#define PIXEL_OF(i, channels, width, height)                                                              \
  wide pixel = quotient(i, channels), channel = i - pixel * channels, line = quotient(pixel, width);      \
  wide column = pixel - line * width, image = quotient(line, height), row = line - image * height

// Where a tap of a window that lies over a pixel has its window: -1 if there is none.
__device__ wide window_over(wide place, wide tap, wide before, wide stride, wide dilation, wide count) {
  wide t = place + before - tap * dilation;
  if (t < 0) return -1;
  if (stride == 1) return t < count ? t : -1;
  wide at = quotient(t, stride);
  return at * stride == t && at < count ? at : -1;
}

KERNEL max_pool(
    const real* x, real* y, int* winner, wide n, wide height, wide width, wide channels, wide out_height,
    wide out_width, wide kh, wide kw, wide sh, wide sw, wide top, wide left) {
  EACH(i, n) {
    PIXEL_OF(i, channels, out_width, out_height);
    bool found = false;
    real best = 0;
    int place = 0;
    for (wide a = 0; a < kh; a++) {
      wide r = row * sh + a - top;
      if (r < 0 || r >= height) continue;
      for (wide b = 0; b < kw; b++) {
        wide c = column * sw + b - left;
        if (c < 0 || c >= width) continue;
        real value = x[((image * height + r) * width + c) * channels + channel];
        // The first of equals wins; a NaN wins for good, so that a diverging run shows it.
        if (!found || (!(value <= best) && best == best)) {
          best = value;
          place = int(a * kw + b);
          found = true;
        }
      }
    }
    y[i] = best;
    if (winner) winner[i] = place;
  }
}

// N channels at a time; n counts such groups, as channels does.
template <int N>
__device__ void pooled_back(
    const real* dy, const int* winner, real* dx, wide n, wide height, wide width, wide channels, wide out_height,
    wide out_width, wide kh, wide kw, wide sh, wide sw, wide top, wide left) {
  EACH(i, n) {
    PIXEL_OF(i, channels, width, height);
    Values<N> sum = {};
    for (wide a = 0; a < kh; a++) {
      wide r = window_over(row, a, top, sh, 1, out_height);
      if (r < 0) continue;
      for (wide b = 0; b < kw; b++) {
        wide c = window_over(column, b, left, sw, 1, out_width);
        if (c < 0) continue;
        wide at = (((image * out_height + r) * out_width + c) * channels + channel) * N;
        Values<N> sent = read<N>(dy + at);
        Values<N, int> won = read<N>(winner + at);
        for (int k = 0; k < N; k++)
          if (won.at[k] == a * kw + b) sum.at[k] += sent.at[k];
      }
    }
    write<N>(dx + i * N, sum);
  }
}

KERNEL max_pool_back(
    const real* dy, const int* winner, real* dx, wide n, wide height, wide width, wide channels, wide out_height,
    wide out_width, wide kh, wide kw, wide sh, wide sw, wide top, wide left) {
  pooled_back<1>(
      dy, winner, dx, n, height, width, channels, out_height, out_width, kh, kw, sh, sw, top, left);
}

KERNEL max_pool_back_4(
    const real* dy, const int* winner, real* dx, wide n, wide height, wide width, wide channels, wide out_height,
    wide out_width, wide kh, wide kw, wide sh, wide sw, wide top, wide left) {
  pooled_back<4>(
      dy, winner, dx, n / 4, height, width, channels / 4, out_height, out_width, kh, kw, sh, sw, top, left);
}

// How many pixels of a window lie inside a picture, along one axis.
__device__ wide pixels_inside(wide window, wide stride, wide before, wide kernel, wide size) {
  wide first = window * stride - before, last = first + kernel;
  return (last < size ? last : size) - (first > 0 ? first : 0);
}

KERNEL average_pool(
    const real* x, real* y, wide n, wide height, wide width, wide channels, wide out_height, wide out_width, wide kh,
    wide kw, wide sh, wide sw, wide top, wide left) {
  EACH(i, n) {
    PIXEL_OF(i, channels, out_width, out_height);
    real sum = 0;
    for (wide a = 0; a < kh; a++) {
      wide r = row * sh + a - top;
      if (r < 0 || r >= height) continue;
      for (wide b = 0; b < kw; b++) {
        wide c = column * sw + b - left;
        if (c >= 0 && c < width) sum += x[((image * height + r) * width + c) * channels + channel];
      }
    }
    y[i] = sum / real(pixels_inside(row, sh, top, kh, height) * pixels_inside(column, sw, left, kw, width));
  }
}

KERNEL average_pool_back(
    const real* dy, real* dx, wide n, wide height, wide width, wide channels, wide out_height, wide out_width, wide kh,
    wide kw, wide sh, wide sw, wide top, wide left) {
  EACH(i, n) {
    PIXEL_OF(i, channels, width, height);
    real sum = 0;
    for (wide a = 0; a < kh; a++) {
      wide r = window_over(row, a, top, sh, 1, out_height);
      if (r < 0) continue;
      for (wide b = 0; b < kw; b++) {
        wide c = window_over(column, b, left, sw, 1, out_width);
        if (c < 0) continue;
        wide inside = pixels_inside(r, sh, top, kh, height) * pixels_inside(c, sw, left, kw, width);
        sum += dy[((image * out_height + r) * out_width + c) * channels + channel] / real(inside);
      }
    }
    dx[i] = sum;
  }
}

// A value of each channel of a sample, of all its pixels.
KERNEL global_pool(const real* x, real* y, int* winner, wide n, wide pixels, wide channels) {
  EACH(i, n) {
    wide image = quotient(i, channels);
    const real* first = x + image * pixels * channels + (i - image * channels);
    real value = first[0];
    int place = 0;
    for (wide k = 1; k < pixels; k++) {
      real other = first[k * channels];
      if (!winner) value += other;
      else if (!(other <= value) && value == value) {
        value = other;
        place = int(k);
      }
    }
    y[i] = winner ? value : value / real(pixels);
    if (winner) winner[i] = place;
  }
}

KERNEL global_pool_back(const real* dy, const int* winner, real* dx, wide n, wide pixels, wide channels) {
  EACH(i, n) {
    wide pixel = quotient(i, channels), image = quotient(pixel, pixels);
    wide at = image * channels + (i - pixel * channels);
    dx[i] = winner ? (winner[at] == pixel - image * pixels ? dy[at] : real(0)) : dy[at] / real(pixels);
  }
}

// A row of columns for each window: the values it sees, tap by tap. n counts them all. Channels first … first + part of a
// picture are taken (a group of a convolution), N at a time.
template <int N>
__device__ void columns_made(
    const real* x, real* columns, wide n, wide height, wide width, wide channels, wide first, wide part,
    wide out_height, wide out_width, wide kh, wide kw, wide sh, wide sw, wide dh, wide dw, wide top, wide left) {
  wide groups = part / N;
  EACH(i, n / N) {
    wide taps = quotient(i, groups), channel = first + (i - taps * groups) * N, window = quotient(taps, kh * kw);
    wide tap = taps - window * kh * kw, a = quotient(tap, kw), b = tap - a * kw;
    wide line = quotient(window, out_width), image = quotient(line, out_height);
    wide r = (line - image * out_height) * sh + a * dh - top, c = (window - line * out_width) * sw + b * dw - left;
    Values<N> seen = {};
    if (r >= 0 && r < height && c >= 0 && c < width)
      seen = read<N>(x + ((image * height + r) * width + c) * channels + channel);
    write<N>(columns + i * N, seen);
  }
}

KERNEL image_to_columns(
    const real* x, real* columns, wide n, wide height, wide width, wide channels, wide first, wide part,
    wide out_height, wide out_width, wide kh, wide kw, wide sh, wide sw, wide dh, wide dw, wide top, wide left) {
  columns_made<1>(
      x, columns, n, height, width, channels, first, part, out_height, out_width, kh, kw, sh, sw, dh, dw, top, left);
}

KERNEL image_to_columns_4(
    const real* x, real* columns, wide n, wide height, wide width, wide channels, wide first, wide part,
    wide out_height, wide out_width, wide kh, wide kw, wide sh, wide sw, wide dh, wide dw, wide top, wide left) {
  columns_made<4>(
      x, columns, n, height, width, channels, first, part, out_height, out_width, kh, kw, sh, sw, dh, dw, top, left);
}

// The way back: each value of a picture is the sum of what stands for it in the columns, put behind a bias that may be
// missing and an activation. n counts the values of the group.
template <int N>
__device__ void columns_returned(
    const real* columns, const real* b, real* x, wide n, wide height, wide width, wide channels, wide first, wide part,
    wide out_height, wide out_width, wide kh, wide kw, wide sh, wide sw, wide dh, wide dw, wide top, wide left,
    wide code) {
  wide groups = part / N;
  EACH(i, n / N) {
    PIXEL_OF(i, groups, width, height);
    Values<N> sum = {};
    for (wide p = 0; p < kh; p++) {
      wide r = window_over(row, p, top, sh, dh, out_height);
      if (r < 0) continue;
      for (wide q = 0; q < kw; q++) {
        wide c = window_over(column, q, left, sw, dw, out_width);
        if (c < 0) continue;
        wide tap = (((image * out_height + r) * out_width + c) * kh + p) * kw + q;
        Values<N> sent = read<N>(columns + tap * part + channel * N);
        for (int k = 0; k < N; k++) sum.at[k] += sent.at[k];
      }
    }
    for (int k = 0; k < N; k++)
      sum.at[k] = activated(code, b ? sum.at[k] + b[first + channel * N + k] : sum.at[k]);
    write<N>(x + pixel * channels + first + channel * N, sum);
  }
}

KERNEL columns_to_image(
    const real* columns, const real* b, real* x, wide n, wide height, wide width, wide channels, wide first, wide part,
    wide out_height, wide out_width, wide kh, wide kw, wide sh, wide sw, wide dh, wide dw, wide top, wide left,
    wide code) {
  columns_returned<1>(
      columns, b, x, n, height, width, channels, first, part, out_height, out_width, kh, kw, sh, sw, dh, dw, top, left,
      code);
}

KERNEL columns_to_image_4(
    const real* columns, const real* b, real* x, wide n, wide height, wide width, wide channels, wide first, wide part,
    wide out_height, wide out_width, wide kh, wide kw, wide sh, wide sw, wide dh, wide dw, wide top, wide left,
    wide code) {
  columns_returned<4>(
      columns, b, x, n, height, width, channels, first, part, out_height, out_width, kh, kw, sh, sw, dh, dw, top, left,
      code);
}
