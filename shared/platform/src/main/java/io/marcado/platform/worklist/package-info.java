/** What functions have left for a later turn, of all businesses. */
@NullMarked
package io.marcado.platform.worklist;

import org.jspecify.annotations.NullMarked;
