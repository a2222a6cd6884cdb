/** Lists the imported records of a campaign: page by page, or as CSV. */
@NullMarked
package io.pledgeline.records;

import org.jspecify.annotations.NullMarked;
