@NullMarked
package io.marcado.platform.config;

import org.jspecify.annotations.NullMarked;
