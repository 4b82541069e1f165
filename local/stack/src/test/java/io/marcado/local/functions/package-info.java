@NullMarked
package io.marcado.local.functions;

import org.jspecify.annotations.NullMarked;
