using System.Text.Json.Serialization;

namespace Commands.Streams.NativeHost;

/// <summary>JSON without reflection.</summary>
[JsonSerializable(typeof(DispatchProduct))]
[JsonSerializable(typeof(DispatchReceipt))]
internal sealed partial class WarehouseJson : JsonSerializerContext;
