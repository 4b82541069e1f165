/** What {@code ./marcado package} makes. */
@NullMarked
package io.marcado.local.app.packaging;

import org.jspecify.annotations.NullMarked;
