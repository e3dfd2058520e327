// CUDA's built-ins for a C++ compiler, so that the kernels' own source runs without a GPU.
//
// A kernel without barriers is a loop over its threads. In one with barriers every thread is a fibre: between two barriers
// the threads of a block run one after the other in a random order, so that a missing barrier shows as a wrong result, and
// threads that do not all reach the same barrier end the program. Under the compiler's thread sanitizer every thread of
// every kernel is a fibre, and the sanitizer is told who waits for whom: two threads of one block or of two that reach for
// one place in a launch, with no barrier between them, then show whatever the order was. What no mode shows: the order of
// memory itself, registers, timing.
#pragma once
#include <setjmp.h>
#include <ucontext.h>
#ifdef __SSE__
#include <immintrin.h>
#endif

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

struct Three {
  unsigned x, y, z;
};
static Three threadIdx, blockIdx, blockDim, gridDim;

#define __global__
#define __device__ static inline

using std::cos;
using std::erfc;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::pow;
using std::sqrt;
using std::tanh;
static inline double atomicAdd(double* place, double value) {
  double before, after;
  __atomic_load(place, &before, __ATOMIC_RELAXED);
  do after = before + value;
  while (!__atomic_compare_exchange(place, &before, &after, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  return before;
}
static inline double cospi(double x) { return std::cos(3.14159265358979323846 * x); }
static inline float cospi(float x) { return float(cospi(double(x))); }

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace emulator {

#ifdef __SANITIZE_THREAD__
static constexpr bool watched = true;
static void* watched_thread() { return __tsan_create_fiber(0); }
static void* watched_host() { return __tsan_get_current_fiber(); }
static void go_on_as(void* thread) { __tsan_switch_to_fiber(thread, __tsan_switch_to_fiber_no_sync); }
static void has_come_to(void* place) { __tsan_release(place); }
static void waits_for_all_at(void* place) { __tsan_acquire(place); }
#define UNWATCHED __attribute__((no_sanitize("thread")))
#else
static constexpr bool watched = false;
static void* watched_thread() { return nullptr; }
static void* watched_host() { return nullptr; }
static void go_on_as(void*) {}
static void has_come_to(void*) {}
static void waits_for_all_at(void*) {}
#define UNWATCHED
#endif

// Where a fibre was left.
struct Place {
  ucontext_t context;
  jmp_buf jump;
  bool begun = true;
};

UNWATCHED static void leave(Place& from, Place& to) {
  if (watched) {  // the sanitizer does not follow jumps from fibre to fibre
    swapcontext(&from.context, &to.context);
    return;
  }
  if (_setjmp(from.jump)) return;  // three times as quick
  if (to.begun) _longjmp(to.jump, 1);
  to.begun = true;
  setcontext(&to.context);
}

struct Fibre {
  Place place;
  std::unique_ptr<char[]> stack{new char[STACK]};
  void* seen_as = watched_thread();
  unsigned barriers;
  bool done;
  static constexpr size_t STACK = 32768;
};

// Threads of blocks that follow each other are not the same to the sanitizer: it would take them to be in turn.
static constexpr unsigned APART = watched ? 3 : 1;
static std::vector<Fibre> fibres[APART];
static Fibre* current;
static std::function<void()> body;
static Place home;
static void* host;
static char launched, ended, passed[APART][2];
static bool with_barriers;
static char* room;

UNWATCHED static void be(unsigned thread) { threadIdx = {thread % blockDim.x, thread / blockDim.x, 0}; }

UNWATCHED static void give_way() {
  go_on_as(host);
  leave(current->place, home);
}

UNWATCHED static void first_steps() {
  waits_for_all_at(&launched);
  body();
  has_come_to(&ended);
  current->done = true;
  give_way();
}

UNWATCHED static void run_block(unsigned number, unsigned threads) {
  if (!with_barriers && !watched) {
    for (unsigned t = 0; t < threads; t++) be(t), body();
    return;
  }
  std::vector<Fibre>& mine = fibres[number % APART];
  if (mine.size() < threads) mine.resize(threads);
  std::vector<unsigned> order;
  for (unsigned t = 0; t < threads; t++) {
    Fibre& fibre = mine[t];
    ucontext_t& start = fibre.place.context;
    fibre.barriers = 0;
    fibre.done = fibre.place.begun = false;
    getcontext(&start);
    start.uc_stack.ss_sp = fibre.stack.get();
    start.uc_stack.ss_size = Fibre::STACK;
    start.uc_link = nullptr;
    makecontext(&start, first_steps, 0);
    order.push_back(t);
  }
  for (unsigned done = 0; done < threads;) {
    for (unsigned i = threads; i > 1; i--) std::swap(order[i - 1], order[rand() % i]);
    for (unsigned t : order) {
      be(t);
      current = &mine[t];
      go_on_as(current->seen_as);
      leave(home, current->place);
    }
    done = 0;
    for (unsigned t = 0; t < threads; t++) done += mine[t].done;
    if (done && done < threads) {
      fprintf(stderr, "some threads of a block passed a barrier that others never reached\n");
      abort();
    }
  }
}

// Run a kernel; shared is the size of what the threads of a block share, and a kernel without has no barriers.
UNWATCHED static void launch(
    unsigned gx, unsigned gy, unsigned bx, unsigned by, size_t shared, std::function<void()> work) {
  gridDim = {gx, gy, 1};
  blockDim = {bx, by, 1};
  body = std::move(work);
  with_barriers = shared > 0;
  host = watched_host();
  std::vector<std::unique_ptr<char[]>> rooms(gx * gy);  // as large as it is, and not a number until it is written
  for (auto& each : rooms) each.reset(new char[shared]), memset(each.get(), 0xFF, shared);
  has_come_to(&launched);
#ifdef __SSE__
  // CuPy has small numbers of float32 flushed to zero, on both sides of an operation; those of float64 stay.
  unsigned before = _mm_getcsr();
  if (sizeof(REAL) == 4) _mm_setcsr(before | _MM_FLUSH_ZERO_ON | 0x40);
#endif
  for (unsigned y = 0; y < gy; y++)
    for (unsigned x = 0; x < gx; x++) {
      blockIdx = {x, y, 0};
      room = rooms[y * gx + x].get();
      run_block(y * gx + x, bx * by);
    }
#ifdef __SSE__
  _mm_setcsr(before);
#endif
  waits_for_all_at(&ended);
}

}  // namespace emulator

UNWATCHED static void __syncthreads() {
  using namespace emulator;
  if (!with_barriers) {
    fprintf(stderr, "a barrier in a kernel that was taken for one without\n");
    abort();
  }
  unsigned number = blockIdx.y * gridDim.x + blockIdx.x;
  // Two places in turn: who has gone on to the next barrier must not be waited for at this one.
  void* place = &passed[number % APART][current->barriers++ % 2];
  has_come_to(place);
  give_way();
  waits_for_all_at(place);
}
