// What all kernels share. REAL is float or double, and the numbers in capitals come from backend/functions.py: both are
// put in front by module.py. Whole numbers are 64 bits wide everywhere, so that a launch has one rule for its arguments.
//
// Kernels are plain functions, no templates: their names then need no lookup, and CuPy can keep what it compiled.
// Sums run in a fixed order, without atomics, so that the same seed gives the same bits; only what is counted in ones is,
// in a double, the same in any order. Comparisons are written so that a NaN passes through; fmax and fmin would swallow it.

typedef REAL real;
typedef long long wide;

#define KERNEL extern "C" __global__ void

// Every i below n, whatever the size of the grid.
#define EACH(i, n) for (wide i = blockIdx.x * (wide)blockDim.x + threadIdx.x; i < (n); i += gridDim.x * (wide)blockDim.x)

// A device divides 64 bits several times slower than 32.
__device__ wide quotient(wide a, wide b) {
  return ((a | b) >> 32) ? a / b : (wide)((unsigned)a / (unsigned)b);
}
__device__ wide remainder_of(wide a, wide b) {
  return ((a | b) >> 32) ? a % b : (wide)((unsigned)a % (unsigned)b);
}

__device__ real larger(real a, real b) { return a < b ? b : a; }
__device__ real smaller(real a, real b) { return b < a ? b : a; }
__device__ real between(real a, real low, real high) { return a < low ? low : a > high ? high : a; }
__device__ real size_of(real a) { return a < 0 ? -a : a; }
__device__ real sign_of(real a) { return a > 0 ? real(1) : a < 0 ? real(-1) : a; }

// Some values beside each other, which a device moves as one.
template <int N, typename T = real>
struct alignas(N * sizeof(T) < 16 ? N * sizeof(T) : 16) Values {
  T at[N];
};

template <int N, typename T>
__device__ Values<N, T> read(const T* x) {
  return *reinterpret_cast<const Values<N, T>*>(x);
}
template <int N>
__device__ void write(real* x, Values<N> values) {
  *reinterpret_cast<Values<N>*>(x) = values;
}

// The sum of one value of each thread of a block, which all of them get; blockDim.x is a power of two.
template <typename T>
__device__ T block_sum(T value, T* room) {
  int t = threadIdx.x;
  room[t] = value;
  __syncthreads();
  for (int half = blockDim.x / 2; half; half /= 2) {
    if (t < half) room[t] += room[t + half];
    __syncthreads();
  }
  T total = room[0];
  __syncthreads();
  return total;
}

__device__ real block_max(real value, real* room) {
  int t = threadIdx.x;
  room[t] = value;
  __syncthreads();
  for (int half = blockDim.x / 2; half; half /= 2) {
    if (t < half) room[t] = larger(room[t], room[t + half]);
    __syncthreads();
  }
  real most = room[0];
  __syncthreads();
  return most;
}

// Sums of columns: blocks of (32, 8) threads, of which blockIdx.x takes 32 columns and blockIdx.y a share of the rows.
#define COLUMN (blockIdx.x * (wide)32 + threadIdx.x)
#define EACH_ROW(r, rows) \
  for (wide r = (rows) * blockIdx.y / gridDim.y + threadIdx.y; r < (rows) * (blockIdx.y + (wide)1) / gridDim.y; r += 8)

template <typename T>
__device__ void column_total(T value, T* room, T* parts, wide columns) {
  room[threadIdx.y * 32 + threadIdx.x] = value;
  __syncthreads();
  if (threadIdx.y == 0 && COLUMN < columns) {
    for (int k = 1; k < 8; k++) value += room[k * 32 + threadIdx.x];
    parts[blockIdx.y * columns + COLUMN] = value;
  }
  __syncthreads();
}

// factor times the sum of what the blocks found, column by column; blocks of (32, 8) threads.
KERNEL sum_parts(const real* parts, real* out, wide columns, wide count, real factor) {
  __shared__ real room[256];
  real sum = 0;
  if (COLUMN < columns)
    for (wide k = threadIdx.y; k < count; k += 8) sum += parts[k * columns + COLUMN];
  column_total(factor * sum, room, out, columns);
}

// One block: out = sum of the parts, or out += it.
KERNEL total(const real* parts, real* out, wide count, wide adds) {
  __shared__ real room[256];
  real value = 0;
  for (wide i = threadIdx.x; i < count; i += blockDim.x) value += parts[i];
  value = block_sum(value, room);
  if (threadIdx.x == 0) out[0] = adds ? out[0] + value : value;
}
