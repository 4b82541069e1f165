/** What functions do before their snapshot. */
@NullMarked
package io.marcado.local.app.priming;

import org.jspecify.annotations.NullMarked;
