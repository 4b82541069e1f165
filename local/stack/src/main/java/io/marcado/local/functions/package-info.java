/** Runs the functions of template.yaml through the Lambda interfaces. */
@NullMarked
package io.marcado.local.functions;

import org.jspecify.annotations.NullMarked;
