namespace Commands.Streams.NativeHost;

internal sealed record DispatchReceipt(long OrderId, string Address);
