@NullMarked
package io.marcado.senders;

import org.jspecify.annotations.NullMarked;
