/** Where the local services keep what they acknowledged. */
@NullMarked
package io.marcado.local.storage;

import org.jspecify.annotations.NullMarked;
