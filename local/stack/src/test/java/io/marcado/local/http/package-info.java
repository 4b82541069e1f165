@NullMarked
package io.marcado.local.http;

import org.jspecify.annotations.NullMarked;
