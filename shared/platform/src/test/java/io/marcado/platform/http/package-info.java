@NullMarked
package io.marcado.platform.http;

import org.jspecify.annotations.NullMarked;
