/** Makes plain CSV objects of what people really send: gzip, ZIP, Excel workbooks, UTF-16. */
@NullMarked
package io.pledgeline.unpack;

import org.jspecify.annotations.NullMarked;
