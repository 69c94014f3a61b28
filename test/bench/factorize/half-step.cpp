// The multiplicative half-step of src/factorize/kernels/kullback-leibler.ts in C++, float32, an entry at a time: half-step INPUT OUTPUT REPEATS.
// Prints the seconds of W's half-step and of H's, best of REPEATS; OUTPUT gets both factors as they are after one half-step of each.
// INPUT: rows, columns, entries, K; X and its transpose as row pointers, column indices, counts; W, rows x K; the transpose of H, columns x K.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

static const float FLOOR = 1e-14f;

struct Matrix {
  int rows;
  std::vector<int32_t> pointers, columns;
  std::vector<uint32_t> values;
};

static void halfStep(const Matrix &X, float *__restrict A, const float *__restrict B, int K, const float *__restrict gains, float *__restrict ratios) {
  for (int i = 0; i < X.rows; i++) {
    float *__restrict a = A + (size_t)i * K;
    for (int k = 0; k < K; k++) ratios[k] = 0;
    for (int p = X.pointers[i]; p < X.pointers[i + 1]; p++) {
      const float *__restrict b = B + (size_t)X.columns[p] * K;
      float mean = 0;
      for (int k = 0; k < K; k++) mean += a[k] * b[k];
      const float ratio = (float)X.values[p] / mean;
      for (int k = 0; k < K; k++) ratios[k] += ratio * b[k];
    }
    for (int k = 0; k < K; k++) {
      const float updated = a[k] * ratios[k] * gains[k];
      a[k] = updated > FLOOR ? updated : FLOOR;
    }
  }
}

template <class T> static void fill(std::vector<T> &numbers, size_t length, FILE *file) {
  numbers.resize(length);
  if (fread(numbers.data(), sizeof(T), length, file) != length) exit(1);
}

static double timed(const Matrix &X, std::vector<float> &A, const std::vector<float> &B, int K) {
  std::vector<double> sums(K);
  for (size_t b = 0; b < B.size(); b++) sums[b % K] += B[b];
  std::vector<float> gains(K), ratios(K);
  for (int k = 0; k < K; k++) gains[k] = (float)(1 / sums[k]);
  const auto start = std::chrono::steady_clock::now();
  halfStep(X, A.data(), B.data(), K, gains.data(), ratios.data());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int main(int count, char **words) {
  FILE *input = count == 4 ? fopen(words[1], "rb") : nullptr;
  if (!input) return 1;
  std::vector<int32_t> sizes;
  fill(sizes, 4, input);
  const int rows = sizes[0], columns = sizes[1], entries = sizes[2], K = sizes[3];
  Matrix X{rows, {}, {}, {}}, Xt{columns, {}, {}, {}};
  for (Matrix *matrix : {&X, &Xt}) {
    fill(matrix->pointers, matrix->rows + 1, input);
    fill(matrix->columns, entries, input);
    fill(matrix->values, entries, input);
  }
  std::vector<float> W, H;
  fill(W, (size_t)rows * K, input);
  fill(H, (size_t)columns * K, input);
  double secondsW = 1e9, secondsH = 1e9;
  for (int repeat = 0; repeat < atoi(words[3]); repeat++) {
    secondsW = std::min(secondsW, timed(X, W, H, K));
    secondsH = std::min(secondsH, timed(Xt, H, W, K));
    if (repeat > 0) continue;
    FILE *output = fopen(words[2], "wb");
    if (!output) return 1;
    fwrite(W.data(), 4, W.size(), output);
    fwrite(H.data(), 4, H.size(), output);
    fclose(output);
  }
  printf("%.6f %.6f\n", secondsW, secondsH);
}
