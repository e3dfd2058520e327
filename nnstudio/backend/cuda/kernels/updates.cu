// Optimizers over the flat vector of all weights. The learning rate and the number of the step stand on the device, so
// that a launch is the same in every step. Where a step was not finite (sound is 0) nothing changes.

KERNEL sgd(real* w, const real* g, const real* rate, wide n, const int* sound) {
  if (!sound[0]) return;
  EACH(i, n) w[i] -= rate[0] * g[i];
}

KERNEL momentum(
    real* w, const real* g, real* velocity, const real* rate, wide n, real kept, wide nesterov, const int* sound) {
  if (!sound[0]) return;
  EACH(i, n) {
    real v = kept * velocity[i] + g[i];
    velocity[i] = v;
    w[i] -= rate[0] * (nesterov ? g[i] + kept * v : v);
  }
}

// RMSprop and Adagrad: the gradient over the root of a sum of its squares.
KERNEL scaled(
    real* w, const real* g, real* squares, const real* rate, wide n, real keep, real fresh, real epsilon,
    const int* sound) {
  if (!sound[0]) return;
  EACH(i, n) {
    real s = keep * squares[i] + fresh * g[i] * g[i];
    if (s > real(3e38)) s = real(3e38);  // MOST_SQUARES of updates.py
    squares[i] = s;
    w[i] -= rate[0] * g[i] / (sqrt(s) + epsilon);
  }
}

// log_1 and log_2 are the logarithms of β₁ and β₂: 1 − βᵗ = −expm1(t·log β) loses no digits for β near 1.
KERNEL adam(
    real* w, const real* g, real* m, real* v, const real* rate, const wide* step, wide n, wide decayed, real beta_1,
    real fresh_1, real log_1, real beta_2, real fresh_2, real log_2, real epsilon, real decay, const int* sound) {
  if (!sound[0]) return;
  real t = real(step[0]), c1 = -expm1(t * log_1), c2 = -expm1(t * log_2);
  EACH(i, n) {
    real first = beta_1 * m[i] + fresh_1 * g[i], second = beta_2 * v[i] + fresh_2 * g[i] * g[i], weight = w[i];
    m[i] = first;
    v[i] = second;
    if (i < decayed) weight -= rate[0] * decay * weight;
    w[i] = weight - rate[0] * (first / c1) / (sqrt(second / c2) + epsilon);
  }
}

// One thread: what Nadam needs before each step; see nadam_momenta in backend/updates.py.
KERNEL nadam_numbers(const wide* step, real* numbers, double beta_1, double beta_2, double log_q) {
  double t = double(step[0]), sum = 0, half = 1;
  for (int k = 1; k < 53; k++) {
    half /= 2;
    double powers = log_q != 0 ? exp(k * log_q) * expm1(k * t * log_q) / expm1(k * log_q) : t;
    sum += half / k * powers;
  }
  double now = beta_1 * (1 - 0.5 * exp(t * log_q)), following = beta_1 * (1 - 0.5 * exp((t + 1) * log_q));
  double product = pow(beta_1, t) * exp(-sum);
  numbers[0] = real(following / (1 - product * following));
  numbers[1] = real((1 - now) / (1 - product));
  numbers[2] = real(1 / (1 - pow(beta_2, t)));
}

KERNEL nadam(
    real* w, const real* g, real* m, real* v, const real* rate, const real* numbers, wide n, real beta_1, real fresh_1,
    real beta_2, real fresh_2, real epsilon, const int* sound) {
  if (!sound[0]) return;
  EACH(i, n) {
    real first = beta_1 * m[i] + fresh_1 * g[i], second = beta_2 * v[i] + fresh_2 * g[i] * g[i];
    m[i] = first;
    v[i] = second;
    w[i] -= rate[0] * (numbers[0] * first + numbers[1] * g[i]) / (sqrt(second * numbers[2]) + epsilon);
  }
}

KERNEL squares(const real* g, real* parts, wide n) {
  __shared__ real room[256];
  real sum = 0;
  EACH(i, n) sum += g[i] * g[i];
  sum = block_sum(sum, room);
  if (threadIdx.x == 0) parts[blockIdx.x] = sum;
}

KERNEL limit(real* g, wide n, real most) {
  EACH(i, n) g[i] = between(g[i], -most, most);
}

KERNEL shorten(real* g, const real* square, wide n, real norm) {
  EACH(i, n) g[i] *= norm / larger(norm, sqrt(square[0]));
}

// Whether the loss and the squared norm of the gradient, whose parts are given, are numbers. inf − inf is none.
__device__ bool is_finite(const real* parts, wide count, const real* loss, real* room) {
  real square = 0;
  for (wide i = threadIdx.x; i < count; i += blockDim.x) square += parts[i];
  square = block_sum(square, room);
  real a = square - square, b = loss[0] - loss[0];
  return a == 0 && b == 0;
}

// One block.
KERNEL judge_finite(const real* parts, wide count, const real* loss, int* sound) {
  __shared__ real room[256];
  bool finite = is_finite(parts, count, loss, room);
  if (threadIdx.x == 0) sound[0] = finite;
}

// One block: the same for a step that nobody waits for. counts is the place in the order of samples, and the steps since
// they were read last. From the first step that is not finite, nothing is counted.
KERNEL judge_step(
    const real* parts, wide count, const real* loss, int* sound, wide* step, wide* counts, real* losses, double* sums,
    wide batch, wide most) {
  __shared__ real room[256];
  bool finite = is_finite(parts, count, loss, room);
  if (threadIdx.x) return;
  if (!finite) sound[0] = 0;
  if (!sound[0]) return;
  losses[counts[1] % most] = loss[0];
  sums[0] += double(loss[0]) * double(batch);
  counts[0] += batch;
  counts[1] += 1;
  step[0] += 1;
}
