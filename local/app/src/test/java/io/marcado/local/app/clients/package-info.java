/** Export and erasure of one person's data, over HTTP. */
@NullMarked
package io.marcado.local.app.clients;

import org.jspecify.annotations.NullMarked;
