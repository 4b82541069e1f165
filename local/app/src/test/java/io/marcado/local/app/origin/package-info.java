@NullMarked
package io.marcado.local.app.origin;

import org.jspecify.annotations.NullMarked;
