// Batch, layer and group normalisation; rows are all places of all samples, columns are channels.

KERNEL column_sums(const real* x, real* parts, wide rows, wide columns) {
  __shared__ real room[256];
  real sum = 0;
  if (COLUMN < columns) EACH_ROW(r, rows) sum += x[r * columns + COLUMN];
  column_total(sum, room, parts, columns);
}

KERNEL column_spreads(const real* x, const real* mean, real* parts, wide rows, wide columns) {
  __shared__ real room[256];
  real sum = 0;
  if (COLUMN < columns) EACH_ROW(r, rows) {
    real d = x[r * columns + COLUMN] - mean[COLUMN];
    sum += d * d;
  }
  column_total(sum, room, parts, columns);
}

KERNEL normalise(
    const real* x, const real* gamma, const real* beta, const real* mean, const real* variance, real* y, wide n,
    wide columns, real epsilon, wide code) {
  EACH(i, n) {
    wide c = remainder_of(i, columns);
    y[i] = activated(code, gamma[c] * (x[i] - mean[c]) / sqrt(variance[c] + epsilon) + beta[c]);
  }
}

KERNEL follow(real* running, const real* batch, wide n, real keep, real fresh, const int* sound) {
  if (!sound[0]) return;
  EACH(i, n) running[i] = keep * running[i] + fresh * batch[i];
}

// dz = dy·σ' in place, and parts of the sums of dz and of dz times the normalised value.
KERNEL normalise_sums(
    const real* x, const real* y, real* dy, const real* mean, const real* variance, real* betas, real* gammas,
    wide rows, wide columns, real epsilon, wide code) {
  __shared__ real room[256];
  real sum = 0, product = 0;
  if (COLUMN < columns) {
    real scale = 1 / sqrt(variance[COLUMN] + epsilon);
    EACH_ROW(r, rows) {
      wide i = r * columns + COLUMN;
      if (code != LINEAR) dy[i] *= slope(code, 0, y[i]);
      sum += dy[i];
      product += dy[i] * (x[i] - mean[COLUMN]) * scale;
    }
  }
  column_total(sum, room, betas, columns);
  column_total(product, room, gammas, columns);
}

// The batch's own mean and variance move with x: sums are those of all rows; null where they are those from before.
KERNEL normalise_back(
    const real* x, const real* dz, const real* gamma, const real* mean, const real* variance, const real* sums,
    const real* products, real* dx, wide n, wide rows, wide columns, real epsilon) {
  EACH(i, n) {
    wide c = remainder_of(i, columns);
    real scale = 1 / sqrt(variance[c] + epsilon), normal = (x[i] - mean[c]) * scale;
    real moved = sums ? (sums[c] + normal * products[c]) / real(rows) : real(0);
    dx[i] = gamma[c] * scale * (dz[i] - moved);
  }
}

// A block for each row; its mean and inverse deviation are kept for the way back.
KERNEL layer_norm(
    const real* x, const real* gamma, const real* beta, real* y, real* means, real* inverses, wide columns,
    real epsilon) {
  __shared__ real room[256];
  wide first = blockIdx.x * columns;
  real sum = 0, spread = 0;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) sum += x[first + j];
  real mean = block_sum(sum, room) / real(columns);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) {
    real d = x[first + j] - mean;
    spread += d * d;
  }
  real inverse = 1 / sqrt(block_sum(spread, room) / real(columns) + epsilon);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x)
    y[first + j] = gamma[j] * ((x[first + j] - mean) * inverse) + beta[j];
  if (threadIdx.x == 0) {
    means[blockIdx.x] = mean;
    inverses[blockIdx.x] = inverse;
  }
}

KERNEL layer_norm_back(
    const real* x, const real* dy, const real* gamma, const real* means, const real* inverses, real* dx,
    wide columns) {
  __shared__ real room[256];
  wide first = blockIdx.x * columns;
  real mean = means[blockIdx.x], inverse = inverses[blockIdx.x], sum = 0, product = 0;
  for (wide j = threadIdx.x; j < columns; j += blockDim.x) {
    real g = gamma[j] * dy[first + j];
    sum += g;
    product += g * (x[first + j] - mean) * inverse;
  }
  sum = block_sum(sum, room) / real(columns);
  product = block_sum(product, room) / real(columns);
  for (wide j = threadIdx.x; j < columns; j += blockDim.x)
    dx[first + j] = inverse * (gamma[j] * dy[first + j] - sum - (x[first + j] - mean) * inverse * product);
}

KERNEL layer_norm_sums(
    const real* x, const real* dy, const real* means, const real* inverses, real* betas, real* gammas, wide rows,
    wide columns) {
  __shared__ real room[256];
  real sum = 0, product = 0;
  if (COLUMN < columns) EACH_ROW(r, rows) {
    wide i = r * columns + COLUMN;
    sum += dy[i];
    product += dy[i] * (x[i] - means[r]) * inverses[r];
  }
  column_total(sum, room, betas, columns);
  column_total(product, room, gammas, columns);
}

// Where value j of a group stands, which begins at "first" and has "width" channels at each place.
__device__ wide grouped(wide j, wide first, wide width, wide columns) {
  return first + quotient(j, width) * columns + remainder_of(j, width);
}

// A block for each group of each sample; its mean and inverse deviation are kept for the way back.
KERNEL group_norm(
    const real* x, const real* gamma, const real* beta, real* y, real* means, real* inverses, wide places,
    wide columns, wide groups, real epsilon) {
  __shared__ real room[256];
  wide width = columns / groups, count = places * width, own = remainder_of(blockIdx.x, groups) * width;
  wide first = quotient(blockIdx.x, groups) * places * columns + own;
  real sum = 0, spread = 0;
  for (wide j = threadIdx.x; j < count; j += blockDim.x) sum += x[grouped(j, first, width, columns)];
  real mean = block_sum(sum, room) / real(count);
  for (wide j = threadIdx.x; j < count; j += blockDim.x) {
    real d = x[grouped(j, first, width, columns)] - mean;
    spread += d * d;
  }
  real inverse = 1 / sqrt(block_sum(spread, room) / real(count) + epsilon);
  for (wide j = threadIdx.x; j < count; j += blockDim.x) {
    wide i = grouped(j, first, width, columns), c = own + remainder_of(j, width);
    y[i] = gamma[c] * ((x[i] - mean) * inverse) + beta[c];
  }
  if (threadIdx.x == 0) {
    means[blockIdx.x] = mean;
    inverses[blockIdx.x] = inverse;
  }
}

KERNEL group_norm_back(
    const real* x, const real* dy, const real* gamma, const real* means, const real* inverses, real* dx, wide places,
    wide columns, wide groups) {
  __shared__ real room[256];
  wide width = columns / groups, count = places * width, own = remainder_of(blockIdx.x, groups) * width;
  wide first = quotient(blockIdx.x, groups) * places * columns + own;
  real mean = means[blockIdx.x], inverse = inverses[blockIdx.x], sum = 0, product = 0;
  for (wide j = threadIdx.x; j < count; j += blockDim.x) {
    wide i = grouped(j, first, width, columns);
    real g = gamma[own + remainder_of(j, width)] * dy[i];
    sum += g;
    product += g * (x[i] - mean) * inverse;
  }
  sum = block_sum(sum, room) / real(count);
  product = block_sum(product, room) / real(count);
  for (wide j = threadIdx.x; j < count; j += blockDim.x) {
    wide i = grouped(j, first, width, columns);
    dx[i] = inverse * (gamma[own + remainder_of(j, width)] * dy[i] - sum - (x[i] - mean) * inverse * product);
  }
}

KERNEL group_norm_sums(
    const real* x, const real* dy, const real* means, const real* inverses, real* betas, real* gammas, wide rows,
    wide columns, wide places, wide groups) {
  __shared__ real room[256];
  real sum = 0, product = 0;
  if (COLUMN < columns) EACH_ROW(r, rows) {
    wide i = r * columns + COLUMN, group = quotient(r, places) * groups + COLUMN / (columns / groups);
    sum += dy[i];
    product += dy[i] * (x[i] - means[group]) * inverses[group];
  }
  column_total(sum, room, betas, columns);
  column_total(product, room, gammas, columns);
}
