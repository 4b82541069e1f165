@NullMarked
package io.marcado.platform.json;

import org.jspecify.annotations.NullMarked;
