@NullMarked
package io.marcado.local.storage;

import org.jspecify.annotations.NullMarked;
