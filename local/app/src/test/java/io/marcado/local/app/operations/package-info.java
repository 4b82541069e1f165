@NullMarked
package io.marcado.local.app.operations;

import org.jspecify.annotations.NullMarked;
