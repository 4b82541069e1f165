/** Functions by which people export and erase their personal data. */
@NullMarked
package io.marcado.privacy;

import org.jspecify.annotations.NullMarked;
