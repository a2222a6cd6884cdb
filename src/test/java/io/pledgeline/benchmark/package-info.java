/** Measures imports of synthetic reports against what PostgreSQL itself can take: {@code docs/benchmark.md}. */
@NullMarked
package io.pledgeline.benchmark;

import org.jspecify.annotations.NullMarked;
