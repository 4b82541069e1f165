@NullMarked
package io.marcado.local.outbox;

import org.jspecify.annotations.NullMarked;
