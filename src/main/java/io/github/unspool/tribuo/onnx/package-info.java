/** Export of networks as ONNX graphs. Engine: it may change in any release. */
package io.github.unspool.tribuo.onnx;
