namespace OrderEvents;

/// <summary>The event: somebody has pressed [BUY]. It says what happened, not what is to be done. The key is the order's id.</summary>
/// <param name="Product">What was bought.</param>
/// <param name="Address">Where it is to go.</param>
/// <param name="Customer">Who bought it.</param>
/// <param name="Cents">For how much.</param>
public sealed record Order(string Product, string Address, string Customer, long Cents);
