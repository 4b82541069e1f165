/** Export and erasure of one person's data, over HTTP. */
@NullMarked
package io.marcado.local.app.privacy;

import org.jspecify.annotations.NullMarked;
