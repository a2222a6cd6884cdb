/** Keeps each merchant's campaigns: the crowdfunding projects their exports belong to. */
@NullMarked
package io.pledgeline.campaigns;

import org.jspecify.annotations.NullMarked;
