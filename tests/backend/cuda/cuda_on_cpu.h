// CUDA's built-ins for a C++ compiler, so that the kernels' own source runs without a GPU.
//
// A kernel without barriers is a loop over its threads. In one with barriers every thread is a fibre: between two barriers
// the threads of a block run one after the other in a random order, so that a missing barrier shows as a wrong result, and
// threads that do not all reach the same barrier end the program. What this does not show: races within one stretch of
// memory that the order does not bring out, the order of memory itself, registers, timing.
#pragma once
#include <setjmp.h>
#include <ucontext.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <utility>
#include <vector>

struct Three {
  unsigned x, y, z;
};
static Three threadIdx, blockIdx, blockDim, gridDim;

#define __global__
#define __device__ static inline
#define __shared__ static

using std::cos;
using std::erfc;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::pow;
using std::sqrt;
using std::tanh;
static inline double cospi(double x) { return std::cos(3.14159265358979323846 * x); }
static inline float cospi(float x) { return float(cospi(double(x))); }

namespace emulator {

struct Fibre {
  ucontext_t context;
  jmp_buf place;
  std::vector<char> stack = std::vector<char>(32768);
  bool begun = false, done = false;
};
static std::vector<Fibre> fibres;
static std::function<void()> body;
static jmp_buf home;
static unsigned current;
static bool with_barriers;

static void be(unsigned thread) {
  current = thread;
  threadIdx = {thread % blockDim.x, thread / blockDim.x, 0};
}

static void first_steps() {
  body();
  fibres[current].done = true;
  _longjmp(home, 1);
}

static void go_on(unsigned thread) {
  be(thread);
  Fibre& fibre = fibres[thread];
  if (_setjmp(home)) return;
  if (fibre.begun) _longjmp(fibre.place, 1);
  fibre.begun = true;
  setcontext(&fibre.context);
}

static void run_block(unsigned threads) {
  if (!with_barriers) {
    for (unsigned t = 0; t < threads; t++) be(t), body();
    return;
  }
  if (fibres.size() < threads) fibres.resize(threads);
  std::vector<unsigned> order;
  for (unsigned t = 0; t < threads; t++) {
    Fibre& fibre = fibres[t];
    fibre.begun = fibre.done = false;
    getcontext(&fibre.context);
    fibre.context.uc_stack.ss_sp = fibre.stack.data();
    fibre.context.uc_stack.ss_size = fibre.stack.size();
    fibre.context.uc_link = nullptr;
    makecontext(&fibre.context, first_steps, 0);
    order.push_back(t);
  }
  for (unsigned ended = 0; ended < threads;) {
    for (unsigned i = threads; i > 1; i--) std::swap(order[i - 1], order[rand() % i]);
    for (unsigned t : order) go_on(t);
    ended = 0;
    for (unsigned t = 0; t < threads; t++) ended += fibres[t].done;
    if (ended && ended < threads) {
      fprintf(stderr, "some threads of a block passed a barrier that others never reached\n");
      abort();
    }
  }
}

static void launch(unsigned gx, unsigned gy, unsigned bx, unsigned by, bool barriers, std::function<void()> work) {
  gridDim = {gx, gy, 1};
  blockDim = {bx, by, 1};
  body = std::move(work);
  with_barriers = barriers;
  for (unsigned y = 0; y < gy; y++)
    for (unsigned x = 0; x < gx; x++) {
      blockIdx = {x, y, 0};
      run_block(bx * by);
    }
}

}  // namespace emulator

static void __syncthreads() {
  if (!emulator::with_barriers) {
    fprintf(stderr, "a barrier in a kernel that was taken for one without\n");
    abort();
  }
  unsigned me = emulator::current;
  if (_setjmp(emulator::fibres[me].place) == 0) _longjmp(emulator::home, 1);
}
