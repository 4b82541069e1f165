@NullMarked
package io.marcado.senders.email;

import org.jspecify.annotations.NullMarked;
