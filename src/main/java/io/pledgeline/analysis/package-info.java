/** Proposes what the columns of a workbook mean, and takes what a person makes of it. */
@NullMarked
package io.pledgeline.analysis;

import org.jspecify.annotations.NullMarked;
