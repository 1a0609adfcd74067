-- When a campaign is over, what identifies its people is erased: see docs/operating.md, "What is kept".

ALTER TABLE "campaign" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- A draw is not changed, save that it forgets who was drawn. The entries stay: anyone may still check the order.
CREATE OR REPLACE FUNCTION draw_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seed <> OLD.seed OR OLD.drawn_at IS NOT NULL AND (
            NEW.people <> '' OR to_jsonb(NEW) - 'people' IS DISTINCT FROM to_jsonb(OLD) - 'people') THEN
        RAISE EXCEPTION 'a draw is not changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
