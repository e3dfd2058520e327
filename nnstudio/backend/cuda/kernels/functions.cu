// Activations by the number that module.py gives them (LINEAR, RELU, …), as backend/functions.py states them.

__device__ real sigmoid_of(real z) {
  real e = exp(-size_of(z));
  return (z >= 0 ? real(1) : e) / (1 + e);
}

__device__ real held(real z) { return between(z, -1000, 1000); }

__device__ real normal_below(real z) { return real(0.5) * erfc(-z * real(0.70710678118654752440)); }

__device__ real gelu_tanh_gate(real z) {
  z = held(z);
  return sigmoid_of(real(GELU_SLOPE) * (z + real(GELU_CUBE) * z * z * z));
}

__device__ real mish_gate(real z) {
  real e = exp(-size_of(z));
  real above = z >= 0 ? 1 + 2 * e : e * e + 2 * e;
  return above / (above + 2 * (z >= 0 ? e * e : real(1)));
}

__device__ real activated(wide code, real z) {
  switch (code) {
    case RELU: return larger(z, 0);
    case RELU6: return between(z, 0, 6);
    case LEAKY_RELU: return larger(z, real(LEAK) * z);
    case ELU: return z > 0 ? z : expm1(z);
    case SELU: return real(SELU_SCALE) * (z > 0 ? z : real(SELU_ALPHA) * expm1(z));
    case GELU: return larger(z, -1000) * normal_below(z);
    case GELU_TANH: return larger(z, -1000) * gelu_tanh_gate(z);
    case SWISH: return larger(z, -1000) * sigmoid_of(z);
    case HARD_SWISH: return larger(z, -1000) * between(z / 6 + real(0.5), 0, 1);
    case MISH: return larger(z, -1000) * mish_gate(z);
    case SIGMOID: return sigmoid_of(z);
    case HARD_SIGMOID: return between(z / 6 + real(0.5), 0, 1);
    case TANH: return tanh(z);
    case SOFTPLUS: return larger(z, 0) + log1p(exp(-size_of(z)));
    case SOFTSIGN: return between(z, real(-1e30), real(1e30)) / (1 + smaller(size_of(z), real(1e30)));
    default: return z;
  }
}

// The slope as a function of the input z and the output a, whichever is shorter.
__device__ real slope(wide code, real z, real a) {
  switch (code) {
    case RELU: return a > 0 ? 1 : 0;
    case RELU6: return a > 0 && a < 6 ? 1 : 0;
    case LEAKY_RELU: return a > 0 ? real(1) : real(LEAK);
    case ELU: return a > 0 ? real(1) : a + 1;
    case SELU: return a > 0 ? real(SELU_SCALE) : a + real(SELU_SCALE * SELU_ALPHA);
    case GELU: z = held(z); return normal_below(z) + z * exp(-z * z / 2) * real(0.39894228040143267794);
    case GELU_TANH: {
      z = held(z);
      real s = gelu_tanh_gate(z);
      return s + z * s * (1 - s) * real(GELU_SLOPE) * (1 + 3 * real(GELU_CUBE) * z * z);
    }
    case SWISH: {
      real s = sigmoid_of(z);
      return s + held(z) * s * (1 - s);
    }
    case HARD_SWISH: return size_of(z) < 3 ? z / 3 + real(0.5) : (z > 0 ? real(1) : real(0));
    case MISH: {
      real t = mish_gate(z);
      return t + held(z) * (1 - t * t) * sigmoid_of(z);
    }
    case SIGMOID: return a * (1 - a);
    case HARD_SIGMOID: return a > 0 && a < 1 ? real(1) / 6 : real(0);
    case TANH: return 1 - a * a;
    case SOFTPLUS: return sigmoid_of(z);
    case SOFTSIGN: {
      real q = 1 / (1 + size_of(z));
      return q * q;
    }
    default: return 1;
  }
}

KERNEL activate(const real* x, real* y, wide n, wide code) {
  EACH(i, n) y[i] = activated(code, x[i]);
}

KERNEL activate_back(const real* x, const real* y, const real* dy, real* dx, wide n, wide code) {
  EACH(i, n) dx[i] = dy[i] * slope(code, x[i], y[i]);
}

// y = σ(y + b), after a product; b may be missing.
KERNEL bias_activate(real* y, const real* b, wide n, wide columns, wide code) {
  EACH(i, n) y[i] = activated(code, b ? y[i] + b[remainder_of(i, columns)] : y[i]);
}

// dz = dy·σ', in place, for an activation whose slope follows from its output.
KERNEL slope_in_place(real* dy, const real* y, wide n, wide code) {
  EACH(i, n) dy[i] *= slope(code, 0, y[i]);
}

// The same, and parts of the sums of dz over the columns.
KERNEL slope_columns(real* dy, const real* y, real* parts, wide rows, wide columns, wide code) {
  __shared__ real room[256];
  real sum = 0;
  if (COLUMN < columns) EACH_ROW(r, rows) {
    wide i = r * columns + COLUMN;
    if (code != LINEAR) dy[i] *= slope(code, 0, y[i]);
    sum += dy[i];
  }
  column_total(sum, room, parts, columns);
}

KERNEL prelu(const real* x, const real* alpha, real* y, wide n, wide channels) {
  EACH(i, n) y[i] = x[i] > 0 ? x[i] : alpha[remainder_of(i, channels)] * x[i];
}

KERNEL prelu_back(const real* x, const real* alpha, const real* dy, real* dx, wide n, wide channels) {
  EACH(i, n) dx[i] = x[i] > 0 ? dy[i] : alpha[remainder_of(i, channels)] * dy[i];
}

KERNEL prelu_columns(const real* x, const real* dy, real* parts, wide rows, wide channels) {
  __shared__ real room[256];
  real sum = 0;
  if (COLUMN < channels) EACH_ROW(r, rows) sum += dy[r * channels + COLUMN] * smaller(x[r * channels + COLUMN], 0);
  column_total(sum, room, parts, channels);
}

// A block for each row.
KERNEL softmax(const real* z, real* a, wide columns) {
  __shared__ real room[256];
  const real* row = z + blockIdx.x * columns;
  real* out = a + blockIdx.x * columns;
  real most = row[0], sum = 0;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) most = larger(most, row[j]);
  most = block_max(most, room);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) sum += exp(row[j] - most);
  sum = block_sum(sum, room);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) out[j] = exp(row[j] - most) / sum;
}

KERNEL softmax_back(const real* a, const real* da, real* dz, wide columns) {
  __shared__ real room[256];
  wide first = blockIdx.x * columns;
  real sum = 0;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) sum += a[first + j] * da[first + j];
  sum = block_sum(sum, room);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) dz[first + j] = a[first + j] * (da[first + j] - sum);
}
