@NullMarked
package io.marcado.local.app.storm;

import org.jspecify.annotations.NullMarked;
