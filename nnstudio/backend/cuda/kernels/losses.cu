// Losses with their gradients in one pass. share is what one target counts in the mean; dz is null where nothing is
// learned, and weights where all classes count the same.

// A block for each row of logits; costs[row] is its loss.
KERNEL softmax_crossentropy(
    const real* z, const int* target, real* p, real* costs, real* dz, const real* weights, wide columns, real share,
    real smoothing) {
  __shared__ real room[256];
  wide first = blockIdx.x * columns;
  const real* row = z + first;
  real most = row[0], sum = 0, apart = 0;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) most = larger(most, row[j]);
  most = block_max(most, room);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) {
    sum += exp(row[j] - most);
    apart += row[j] - most;
  }
  sum = block_sum(sum, room);
  apart = block_sum(apart, room);
  int right = target[blockIdx.x];
  real factor = weights ? share * weights[right] : share;
  real off = smoothing / real(columns), on = 1 - smoothing;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) {
    real likely = exp(row[j] - most) / sum;
    p[first + j] = likely;
    if (dz) dz[first + j] = factor * (likely - (j == right ? on + off : off));
  }
  if (threadIdx.x == 0) {
    real cost = log(sum) - on * (row[right] - most);
    costs[blockIdx.x] = factor * (smoothing > 0 ? cost - off * apart : cost);
  }
}

// The same of probabilities; one of zero counts as the smallest number there is.
KERNEL crossentropy(
    const real* p, const int* target, real* costs, real* dp, const real* weights, wide columns, real share,
    real smoothing, real tiny) {
  __shared__ real room[256];
  wide first = blockIdx.x * columns;
  int right = target[blockIdx.x];
  real factor = weights ? share * weights[right] : share;
  real off = smoothing / real(columns), on = 1 - smoothing, cost = 0;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) {
    real wanted = j == right ? on + off : off, likely = larger(p[first + j], tiny);
    cost -= wanted * log(likely);
    if (dp) dp[first + j] = -factor * wanted / likely;
  }
  cost = block_sum(cost, room);
  if (threadIdx.x == 0) costs[blockIdx.x] = factor * cost;
}

// Losses of single numbers, by the number that module.py gives them; number is the smoothing or Huber's δ.
// Every block leaves the sum of what it saw in costs.
KERNEL pointwise_loss(
    const real* z, const real* target, real* p, real* costs, real* dz, const real* weights, wide n, wide kind,
    real share, real number, real eps) {
  __shared__ real room[256];
  real sum = 0;
  EACH(i, n) {
    real y = target[i], v = z[i], d = v - y, cost = 0, g = 0;
    real factor = weights ? share * (weights[0] + (weights[1] - weights[0]) * y) : share;
    switch (kind) {
      case SIGMOID_CROSSENTROPY: {
        real soft = (1 - number) * y + number / 2;
        p[i] = sigmoid_of(v);
        cost = larger(v, 0) - v * soft + log1p(exp(-size_of(v)));
        g = p[i] - soft;
        break;
      }
      case BINARY_CROSSENTROPY: {
        real soft = (1 - number) * y + number / 2, q = between(v, eps, 1 - eps);
        cost = -soft * log(q) - (1 - soft) * log1p(-q);
        g = (q - soft) / (q * (1 - q));
        break;
      }
      case SQUARED_ERROR: cost = d * d; g = 2 * d; break;
      case ABSOLUTE_ERROR: cost = size_of(d); g = sign_of(d); break;
      case HUBER: {
        real near = smaller(size_of(d), number);
        cost = near * near / 2 + number * (size_of(d) - near);
        g = between(d, -number, number);
        break;
      }
      case HINGE: cost = larger(1 - y * v, 0); g = y * v < 1 ? -y : real(0); break;
    }
    sum += factor * cost;
    if (dz) dz[i] = factor * g;
  }
  sum = block_sum(sum, room);
  if (threadIdx.x == 0) costs[blockIdx.x] = sum;
}

KERNEL penalty_parts(const real* w, real* parts, wide n, real l1, real l2) {
  __shared__ real room[256];
  real sum = 0;
  EACH(i, n) sum += l1 * size_of(w[i]) + l2 * w[i] * w[i];
  sum = block_sum(sum, room);
  if (threadIdx.x == 0) parts[blockIdx.x] = sum;
}

KERNEL penalty_slope(const real* w, real* g, wide n, real l1, real l2) {
  EACH(i, n) g[i] += l1 * sign_of(w[i]) + 2 * l2 * w[i];
}
