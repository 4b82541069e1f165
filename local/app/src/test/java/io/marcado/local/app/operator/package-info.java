@NullMarked
package io.marcado.local.app.operator;

import org.jspecify.annotations.NullMarked;
