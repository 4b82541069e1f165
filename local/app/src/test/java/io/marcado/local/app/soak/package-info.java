@NullMarked
package io.marcado.local.app.soak;

import org.jspecify.annotations.NullMarked;
