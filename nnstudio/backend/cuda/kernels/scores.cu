// Metrics, as sums over samples. Numbers are added up by blocks into parts, and the parts by add_scores; what is counted
// in ones goes to the sums at once. The sums stay as they are where a step was not finite.

// A number that was learned as its logarithm, in its unit, as Unit.restored has it. NaN stays what it is.
__device__ double grown(real x, double offset, double scale, double highest) {
  double y = offset + scale * x;
  return expm1(y < 0 ? 0 : y > highest ? highest : y);
}

// Over single numbers: whether a yes or no is right, a distance, or its square; distances in the unit where there is a
// highest logarithm, else as they are scaled.
KERNEL score_parts(
    const real* p, const real* target, double* parts, wide n, wide kind, real threshold, double offset, double scale,
    double highest) {
  __shared__ double room[256];
  double sum = 0;
  EACH(i, n) {
    if (highest > 0) {
      double d = grown(p[i], offset, scale, highest) - grown(target[i], offset, scale, highest);
      sum += kind == 1 ? fabs(d) : d * d;
      continue;
    }
    real d = p[i] - target[i];
    sum += kind == 0 ? real((p[i] >= threshold) == (target[i] >= threshold)) : kind == 1 ? size_of(d) : d * d;
  }
  sum = block_sum(sum, room);
  if (threadIdx.x == 0) parts[blockIdx.x] = sum;
}

// Over rows, a block for each and for those that come a grid later: whether the class is among the k greatest values;
// of equals the first comes first, and a NaN is never right.
KERNEL class_parts(const real* p, const int* target, double* parts, wide rows, wide classes, wide k) {
  __shared__ int room[256];
  double sum = 0;
  for (wide i = blockIdx.x; i < rows; i += gridDim.x) {
    const real* row = p + i * classes;
    int right = target[i], before = 0;
    for (wide j = threadIdx.x; j < classes; j += blockDim.x)
      before += !(row[j] <= row[right]) || (row[j] == row[right] && j < right);
    sum += block_sum(before, room) < k;
  }
  if (threadIdx.x == 0) parts[blockIdx.x] = sum;
}

// Three sums for each column, which stand behind each other in a row of parts: how often a yes is right, said and true;
// or the squared distance, the target and its square. Blocks of (32, 8) threads.
KERNEL column_parts(
    const real* p, const real* target, double* parts, wide rows, wide columns, wide kind, real threshold,
    double offset, double scale, double highest) {
  __shared__ double room[256];
  double sums[3] = {0, 0, 0};
  if (COLUMN < columns) EACH_ROW(r, rows) {
    real a = p[r * columns + COLUMN], b = target[r * columns + COLUMN];
    if (kind == 0) {
      bool said = a >= threshold, yes = b >= threshold;
      sums[0] += said && yes;
      sums[1] += said;
      sums[2] += yes;
    } else {
      bool log = highest > 0;
      double y = log ? grown(b, offset, scale, highest) : b;
      double d = y - (log ? grown(a, offset, scale, highest) : a);
      sums[0] += d * d;
      sums[1] += y;
      sums[2] += y * y;
    }
  }
  for (int k = 0; k < 3; k++) column_total(sums[k], room, parts + (2 * blockIdx.y + k) * columns, columns);  // row 3y + k
}

// A share of the sum of the parts, column by column, added to the sums; blocks of (32, 8) threads.
KERNEL add_scores(const double* parts, double* sums, wide columns, wide count, double share, const int* sound) {
  __shared__ double room[256];
  double sum = 0;
  if (COLUMN < columns)
    for (wide k = threadIdx.y; k < count; k += 8) sum += parts[k * columns + COLUMN];
  room[threadIdx.y * 32 + threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.y || COLUMN >= columns || !sound[0]) return;
  for (int k = 1; k < 8; k++) sum += room[k * 32 + threadIdx.x];
  sums[COLUMN] += share * sum;
}

// Cards before compute capability 6.0 add no doubles at once.
__device__ void count_one(double* place) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ < 600
  unsigned long long *bits = reinterpret_cast<unsigned long long*>(place), seen = *bits, before;
  do {
    before = seen;
    seen = atomicCAS(bits, before, __double_as_longlong(__longlong_as_double(before) + 1));
  } while (seen != before);
#else
  atomicAdd(place, 1.0);
#endif
}

// Whether value j of a row comes before value i where the greatest one is looked for; as in NumPy a NaN is greater than
// all others, and of equals the first.
__device__ bool comes_before(const real* row, int j, int i) {
  if (row[j] > row[i] || row[i] > row[j]) return row[j] > row[i];
  bool number = row[j] == row[j];
  return number == (row[i] == row[i]) ? j < i : !number;
}

// How often each class was right, said and true, all said ones behind all right ones. A block for each row.
KERNEL count_classes(const real* p, const int* target, double* sums, wide classes, const int* sound) {
  __shared__ int room[256];
  if (!sound[0]) return;
  const real* row = p + blockIdx.x * classes;
  int t = threadIdx.x, yes = target[blockIdx.x];
  room[t] = t < classes ? t : 0;
  for (wide j = t; j < classes; j += blockDim.x)
    if (comes_before(row, j, room[t])) room[t] = j;
  __syncthreads();
  for (int half = blockDim.x / 2; half; half /= 2) {
    if (t < half && comes_before(row, room[t + half], room[t])) room[t] = room[t + half];
    __syncthreads();
  }
  if (t) return;
  if (room[0] == yes) count_one(sums + yes);
  count_one(sums + classes + room[0]);
  count_one(sums + 2 * classes + yes);
}

// How often each bin of log-odds was met, for each column those of a no before those of a yes. Targets are numbers, or
// else the right column of each row.
KERNEL count_bins(
    const real* p, const real* target, const int* right, double* sums, wide n, wide columns, wide bins,
    wide probabilities, const int* sound) {
  if (!sound[0]) return;
  EACH(i, n) {
    wide column = remainder_of(i, columns);
    bool yes = right ? right[quotient(i, columns)] == column : target[i] > real(0.5);
    real z = p[i], least = real(1e-12);
    if (probabilities) z = log(larger(z, least)) - log(larger(1 - z, least));
    z = z == z ? between(z, real(-1e6), real(1e6)) : real(0);
    real share = real(0.5) + real(0.5) * z / (4 + size_of(z));
    wide bin = (wide)smaller(share * bins, real(bins - 1));
    count_one(sums + (2 * column + yes) * bins + bin);
  }
}

// Of a batch that is measured, not learned from: its loss, and where the next one begins. One thread.
KERNEL count_loss(const real* loss, wide* counts, double* sums, wide batch) {
  sums[0] += double(loss[0]) * double(batch);
  counts[0] += batch;
}
